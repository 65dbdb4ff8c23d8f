package dev.bellows.spark;

import dev.bellows.data.Columns;
import dev.bellows.data.Row;
import java.util.function.LongSupplier;
import org.apache.spark.api.java.JavaRDD;

/**
 * A source opened. Nothing is read before an action on {@code rows}; bad input then fails the
 * action, and {@link DataErrors#unwrap} finds the message in what Spark throws.
 *
 * @param columns features, labels and weight, in the order of the source
 * @param rows in whatever order and partitioning the reader gives
 * @param droppedRows how many bad rows the actions so far left out; each counts once, however often
 *     its partition was read
 */
public record Table(Columns columns, JavaRDD<Row> rows, LongSupplier droppedRows) {}
