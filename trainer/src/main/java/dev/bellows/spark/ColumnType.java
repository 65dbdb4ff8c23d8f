package dev.bellows.spark;

import org.apache.spark.ml.linalg.Vector;
import org.apache.spark.sql.types.ArrayType;
import org.apache.spark.sql.types.BooleanType;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DateType;
import org.apache.spark.sql.types.NumericType;
import org.apache.spark.sql.types.StringType;
import org.apache.spark.sql.types.TimestampNTZType;
import org.apache.spark.sql.types.TimestampType;
import org.apache.spark.sql.types.UserDefinedType;

/** What a type of Spark SQL means here. */
enum ColumnType {
  NUMBER,
  FLAG,
  TEXT,
  /** Dates and timestamps: neither number nor category unless somebody says so. */
  TIME,
  /** Arrays and vectors of numbers. */
  NUMBERS,
  OTHER;

  static ColumnType of(DataType type) {
    if (type instanceof NumericType) {
      return NUMBER;
    } else if (type instanceof BooleanType) {
      return FLAG;
    } else if (type instanceof StringType) {
      return TEXT;
    } else if (type instanceof DateType
        || type instanceof TimestampType
        || type instanceof TimestampNTZType) {
      return TIME;
    } else if (type instanceof ArrayType array) {
      ColumnType element = of(array.elementType());
      return element == NUMBER || element == FLAG ? NUMBERS : OTHER;
    } else if (type instanceof UserDefinedType<?> user
        && Vector.class.isAssignableFrom(user.userClass())) {
      return NUMBERS;
    }
    return OTHER;
  }
}
