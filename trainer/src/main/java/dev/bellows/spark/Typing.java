package dev.bellows.spark;

import dev.bellows.data.Column;
import dev.bellows.data.Columns;
import dev.bellows.data.DataException;
import dev.bellows.data.InputSpec;
import dev.bellows.data.Shape;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;
import org.apache.spark.sql.types.BinaryType;
import org.apache.spark.sql.types.StructField;

/**
 * Decides which columns a job reads, and as what. What the spec declares wins; else a typed column
 * goes by its type, and a column of texts by all its values. Arrays and vectors become one numeric
 * column an element.
 */
final class Typing {
  private final OpenSource source;
  private final SourceSpec sourceSpec;
  private final ColumnSpec spec;
  private final SplitSpec split;
  private final StructField[] fields;
  private final List<String> names;
  private final Set<String> key;
  private TextEvidence evidence;
  private final Map<Integer, Integer> evidenceIndex = new HashMap<>();
  private Map<Integer, Integer> widths;

  private Typing(OpenSource source, SourceSpec sourceSpec, ColumnSpec spec, SplitSpec split) {
    this.source = source;
    this.sourceSpec = sourceSpec;
    this.spec = spec;
    this.split = split;
    this.fields = source.schema().fields();
    this.names = Arrays.asList(source.schema().fieldNames());
    this.key =
        split instanceof SplitSpec.Fraction fraction ? new HashSet<>(fraction.key()) : Set.of();
  }

  /**
   * What was decided.
   *
   * @param columns of the rows to deliver
   * @param key columns of the split's key; none where it is all features
   */
  record Decision(Columns columns, Columns key) {}

  static Decision decide(
      OpenSource source, SourceSpec sourceSpec, ColumnSpec spec, SplitSpec split) {
    return new Typing(source, sourceSpec, spec, split).decide();
  }

  private Decision decide() {
    requireNames();
    int[] undecided = select(this::needsEvidence);
    if (undecided.length > 0) {
      for (int i = 0; i < undecided.length; i++) {
        evidenceIndex.put(undecided[i], i);
      }
      evidence =
          TextEvidence.of(source.rows(undecided), undecided.length, sourceSpec.missingValues());
    }
    widths =
        ArrayWidths.of(source, select(field -> isUsed(field) && type(field) == ColumnType.NUMBERS));
    List<Column> columns = new ArrayList<>();
    List<Column> keyColumns = new ArrayList<>();
    for (int field = 0; field < fields.length; field++) {
      Column.Role role = role(field);
      if (role != null) {
        add(columns, field, kind(field, role), role);
      }
      if (key.contains(names.get(field))) {
        add(keyColumns, field, keyKind(field), Column.Role.FEATURE);
      }
    }
    if (columns.stream().noneMatch(column -> column.role() == Column.Role.FEATURE)) {
      throw new DataException(
          "Cannot learn from %s: no column is left as a feature".formatted(source.name()));
    }
    return new Decision(new Columns(columns, shape()), new Columns(keyColumns));
  }

  /** The shape of the only feature, where it is an array; null for none. */
  private Shape shape() {
    if (spec.inputs() instanceof InputSpec.Image image) {
      return image.shape();
    }
    int[] features = select(field -> role(field) == Column.Role.FEATURE);
    return features.length == 1 ? source.shape(features[0]) : null;
  }

  private void requireNames() {
    List<String> wanted = new ArrayList<>(spec.labels());
    if (spec.weight() != null) {
      wanted.add(spec.weight());
    }
    wanted.addAll(spec.numeric());
    wanted.addAll(spec.categorical());
    wanted.addAll(spec.drop());
    if (inputColumn() != null) {
      wanted.add(inputColumn());
    }
    if (split instanceof SplitSpec.Fraction fraction) {
      wanted.addAll(fraction.key());
    } else if (split instanceof SplitSpec.ByColumn byColumn) {
      wanted.add(byColumn.column());
    } else if (split instanceof SplitSpec.After after) {
      wanted.add(after.column());
    }
    for (String name : wanted) {
      if (!names.contains(name)) {
        throw ColumnNames.missing(name, names, source.name());
      }
    }
  }

  /** The one column that is learnt from; null for those of a table. */
  private String inputColumn() {
    if (spec.inputs() instanceof InputSpec.Text text) {
      return text.column();
    } else if (spec.inputs() instanceof InputSpec.Series) {
      return InputSpec.Series.WINDOW;
    }
    return spec.inputs() instanceof InputSpec.Image image ? image.column() : null;
  }

  /** What a field is for; null for nothing. */
  private Column.Role role(int field) {
    String name = names.get(field);
    if (spec.labels().contains(name)) {
      return Column.Role.LABEL;
    } else if (name.equals(spec.weight())) {
      return Column.Role.WEIGHT;
    } else if (inputColumn() != null) {
      return inputColumn().equals(name) ? Column.Role.FEATURE : null;
    } else if (spec.drop().contains(name) || isOfSplitAlone(name)) {
      return null;
    }
    return Column.Role.FEATURE;
  }

  /** Whether a column says which rows to hold out, and nothing else. */
  private boolean isOfSplitAlone(String name) {
    if (split instanceof SplitSpec.ByColumn byColumn) {
      return byColumn.column().equals(name);
    }
    return split instanceof SplitSpec.After after
        && after.column().equals(name)
        && declared(name) == null;
  }

  private boolean isUsed(int field) {
    return role(field) != null || key.contains(names.get(field));
  }

  private Column.Kind declared(String name) {
    return spec.numeric().contains(name)
        ? Column.Kind.NUMERIC
        : spec.categorical().contains(name) ? Column.Kind.CATEGORICAL : null;
  }

  private ColumnType type(int field) {
    return ColumnType.of(fields[field].dataType());
  }

  private boolean needsEvidence(int field) {
    boolean label = role(field) == Column.Role.LABEL;
    return source.isText()
        && declared(names.get(field)) == null
        && (key.contains(names.get(field))
            || (role(field) == Column.Role.FEATURE && spec.inputs() instanceof InputSpec.Table)
            || (label && isLabelOpen()));
  }

  /** Whether the label's values are to say what it is. */
  private boolean isLabelOpen() {
    return spec.labelKind() == ColumnSpec.LabelKind.AUTO
        && spec.positive() == null
        && spec.labels().size() == 1;
  }

  private Column.Kind kind(int field, Column.Role role) {
    return switch (role) {
      case LABEL -> labelKind(field);
      case WEIGHT -> requireScalar(field, Column.Kind.NUMERIC, "a weight");
      case FEATURE -> {
        if (spec.inputs() instanceof InputSpec.Text) {
          yield require(field, type(field) == ColumnType.TEXT, Column.Kind.TEXT, "texts");
        } else if (spec.inputs() instanceof InputSpec.Image) {
          boolean isBytes = fields[field].dataType() instanceof BinaryType;
          yield require(field, isBytes, Column.Kind.IMAGE, "the bytes of pictures");
        } else if (spec.inputs() instanceof InputSpec.Series) {
          yield Column.Kind.NUMERIC;
        }
        yield featureKind(field);
      }
    };
  }

  private Column.Kind labelKind(int field) {
    Column.Kind declared = declared(names.get(field));
    Column.Kind kind;
    if (spec.labelKind() != ColumnSpec.LabelKind.AUTO) {
      kind =
          spec.labelKind() == ColumnSpec.LabelKind.CLASS
              ? Column.Kind.CATEGORICAL
              : Column.Kind.NUMERIC;
    } else if (spec.positive() != null) {
      kind = Column.Kind.CATEGORICAL;
    } else if (declared != null) {
      kind = declared;
    } else if (!isLabelOpen()) {
      kind = Column.Kind.NUMERIC;
    } else if (source.isText()) {
      kind =
          evidence.isNumber(evidenceIndex.get(field))
              ? Column.Kind.NUMERIC
              : Column.Kind.CATEGORICAL;
    } else {
      kind = type(field) == ColumnType.NUMBER ? Column.Kind.NUMERIC : Column.Kind.CATEGORICAL;
    }
    return requireScalar(field, kind, "a label");
  }

  private Column.Kind requireScalar(int field, Column.Kind kind, String use) {
    ColumnType type = type(field);
    if (type == ColumnType.NUMBERS
        || type == ColumnType.OTHER
        || (type == ColumnType.TIME && kind == Column.Kind.NUMERIC)) {
      throw new DataException(
          "Cannot use column %s of %s as %s: it is of type %s; convert it with a query"
              .formatted(names.get(field), source.name(), use, typeName(field)));
    }
    return kind;
  }

  private Column.Kind featureKind(int field) {
    Column.Kind declared = declared(names.get(field));
    ColumnType type = type(field);
    if (type == ColumnType.TIME && declared != Column.Kind.CATEGORICAL) {
      throw new DataException(
          "Cannot use column %s of %s as a feature: it is of type %s; drop it, or name it"
                  .formatted(names.get(field), source.name(), typeName(field))
              + " categorical");
    }
    if (type == ColumnType.OTHER
        || (type == ColumnType.NUMBERS && declared == Column.Kind.CATEGORICAL)) {
      throw new DataException(
          "Cannot use column %s of %s as a feature: it is of type %s; drop it, or select parts of"
                  .formatted(names.get(field), source.name(), typeName(field))
              + " it with a query");
    }
    return declared != null ? declared : ownKind(field);
  }

  private Column.Kind require(int field, boolean fits, Column.Kind kind, String what) {
    if (!fits) {
      throw new DataException(
          "Cannot read column %s of %s as %s: it is of type %s; name another column, or convert it with a query"
              .formatted(names.get(field), source.name(), what, typeName(field)));
    }
    return kind;
  }

  private Column.Kind keyKind(int field) {
    Column.Kind declared = declared(names.get(field));
    return type(field) == ColumnType.OTHER
        ? requireScalar(field, Column.Kind.CATEGORICAL, "a key")
        : declared != null ? declared : ownKind(field);
  }

  /** The kind that the type or the values of a field tell. */
  private Column.Kind ownKind(int field) {
    boolean numeric =
        source.isText()
            ? evidence.isNumeric(evidenceIndex.get(field))
            : switch (type(field)) {
              case NUMBER, FLAG, NUMBERS -> true;
              case TEXT, TIME, OTHER -> false;
            };
    return numeric ? Column.Kind.NUMERIC : Column.Kind.CATEGORICAL;
  }

  private void add(List<Column> columns, int field, Column.Kind kind, Column.Role role) {
    String name = names.get(field);
    Integer width = widths.get(field);
    if (width == null) {
      columns.add(new Column(name, kind, role));
      return;
    }
    for (int i = 0; i < width; i++) {
      columns.add(new Column(name + "[" + i + "]", kind, role));
    }
  }

  private int[] select(IntPredicate which) {
    return IntStream.range(0, fields.length).filter(which).toArray();
  }

  private String typeName(int field) {
    return fields[field].dataType().simpleString();
  }
}
