package dev.bellows.spark;

import dev.bellows.data.DataException;
import dev.bellows.data.Shape;
import java.io.IOException;
import java.util.Iterator;
import java.util.List;
import org.apache.hadoop.fs.Path;
import org.apache.spark.TaskContext;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;

/**
 * Images in MNIST's format, and their labels, as two columns: {@code pixels}, an array of numbers
 * from 0 to 1, and {@code label}.
 */
final class IdxSource implements OpenSource {
  private final SparkSession spark;
  private final SourceSpec source;
  private final IdxFile images;
  private final IdxFile labels; // or null
  private final StructType schema;

  IdxSource(SparkSession spark, SourceSpec source) {
    this.spark = spark;
    this.source = source;
    images = IdxFile.open(only(source));
    StructType pixels =
        new StructType().add("pixels", DataTypes.createArrayType(DataTypes.DoubleType, false));
    String labelPath = source.options().get("labels");
    if (labelPath == null) {
      labels = null;
      schema = pixels;
      return;
    }
    schema = pixels.add("label", DataTypes.IntegerType);
    labels = IdxFile.open(only(SourceSpec.of(SourceSpec.Format.IDX, labelPath)));
    if (labels.width() != 1) {
      throw new DataException(
          "Cannot read labels from %s: it has %d elements a row, not one"
              .formatted(labels.name(), labels.width()));
    }
    if (labels.rows() != images.rows()) {
      throw new DataException(
          "Cannot read %s: it has %d images, but %s has %d labels"
              .formatted(images.name(), images.rows(), labels.name(), labels.rows()));
    }
  }

  private Path only(SourceSpec one) {
    List<Path> files = SourceFiles.list(spark, one);
    if (files.size() > 1) {
      throw new DataException(
          "Cannot read %s: it stands for %d files; name one".formatted(one.name(), files.size()));
    }
    return files.get(0);
  }

  @Override
  public String name() {
    return source.name();
  }

  @Override
  public StructType schema() {
    return schema;
  }

  @Override
  public boolean isText() {
    return false;
  }

  @Override
  public int width(int field) {
    return images.width();
  }

  @Override
  public Shape shape(int field) {
    return images.shape();
  }

  @Override
  public JavaRDD<Row> rows(int[] fields) {
    IdxFile images = this.images;
    IdxFile labels = this.labels;
    boolean splittable = images.isSplittable() && (labels == null || labels.isSplittable());
    return RowRanges.of(spark, images.rows(), splittable ? Integer.MAX_VALUE : 1)
        .flatMap(range -> new Reading(images, labels, fields, range[0], range[1]));
  }

  @Override
  public OrderedRows orderedRows(int[] fields) {
    return new OrderedRows(rows(fields), RowOrder.ofIndices(fields.length + 1, images.rows()));
  }

  @Override
  public BadRowFinder finder(int[] fields) {
    return new IndexRowFinder(images.name(), fields.length + 1);
  }

  @Override
  public Dataset<Row> dataFrame() {
    int[] all = labels == null ? new int[] {0} : new int[] {0, 1};
    return spark.createDataFrame(GoodRows.of(rows(all), all.length, source, finder(all)), schema);
  }

  /** Reads a range of images. */
  private static final class Reading implements Iterator<Row> {
    private static final double[] SHADES = new double[256];

    static {
      for (int i = 0; i < SHADES.length; i++) {
        SHADES[i] = i / 255.0;
      }
    }

    private final int[] fields;
    private final long end;
    private final IdxFile.Elements images;
    private final IdxFile.Elements labels; // or null
    private long next;

    Reading(IdxFile images, IdxFile labels, int[] fields, long first, long end) throws IOException {
      this.fields = fields;
      this.next = first;
      this.end = end;
      this.images = images.read(first);
      this.labels = labels == null ? null : labels.read(first);
      TaskContext.get()
          .<Void>addTaskCompletionListener(
              context -> {
                close(this.images);
                close(this.labels);
                return null;
              });
    }

    private static void close(IdxFile.Elements elements) {
      try {
        if (elements != null) {
          elements.close();
        }
      } catch (IOException e) { // all that was wanted is read
      }
    }

    @Override
    public boolean hasNext() {
      return next < end;
    }

    @Override
    public Row next() {
      byte[] shades = images.next();
      int label = labels == null ? 0 : labels.next()[0] & 0xff;
      Object[] cells = new Object[fields.length + 2];
      for (int i = 0; i < fields.length; i++) {
        cells[i] = fields[i] == 0 ? pixels(shades) : (Object) label;
      }
      cells[fields.length + 1] = next++;
      return RowFactory.create(cells);
    }

    private static double[] pixels(byte[] shades) {
      double[] pixels = new double[shades.length];
      for (int i = 0; i < pixels.length; i++) {
        pixels[i] = SHADES[shades[i] & 0xff];
      }
      return pixels;
    }
  }
}
