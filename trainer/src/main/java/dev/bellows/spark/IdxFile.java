package dev.bellows.spark;

import dev.bellows.data.DataException;
import dev.bellows.data.Shape;
import java.io.BufferedInputStream;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.Serializable;
import org.apache.hadoop.fs.Path;

/**
 * A file in MNIST's format: two zero bytes, the type of the elements (8: unsigned bytes, the only
 * one read here), the number of dimensions, each dimension in four bytes, then the elements, row
 * after row. A class, not a record, since tasks carry it.
 */
final class IdxFile implements Serializable {
  private static final long serialVersionUID = 1;
  private static final int UNSIGNED_BYTES = 8;

  private final String file;
  private final long rows;
  private final int[] dimensions; // of a row
  private final int width;
  private final int headerBytes;

  private IdxFile(String file, long rows, int[] dimensions, int width) {
    this.file = file;
    this.rows = rows;
    this.dimensions = dimensions;
    this.width = width;
    this.headerBytes = 8 + 4 * dimensions.length;
  }

  /**
   * Reads the header of {@code path}.
   *
   * @throws DataException if it is not of this format
   */
  static IdxFile open(Path path) {
    String name = InputFile.name(path);
    try (DataInputStream in = new DataInputStream(InputFile.open(path))) {
      int magic = in.readInt();
      int rank = magic & 0xff;
      if (magic >>> 16 != 0 || rank == 0) {
        throw new DataException(
            "Cannot read %s: it does not begin like an IDX file".formatted(name));
      }
      if ((magic >>> 8 & 0xff) != UNSIGNED_BYTES) {
        throw new DataException(
            "Cannot read %s: its elements are of IDX type %d; only unsigned bytes (8) are read"
                .formatted(name, magic >>> 8 & 0xff));
      }
      long rows = Integer.toUnsignedLong(in.readInt());
      int[] dimensions = new int[rank - 1];
      int width = 1;
      for (int i = 0; i < dimensions.length; i++) {
        dimensions[i] = in.readInt();
        width = Math.multiplyExact(width, dimensions[i]);
      }
      if (width < 1) {
        throw new DataException("Cannot read %s: it has a dimension of 0".formatted(name));
      }
      return new IdxFile(path.toUri().toString(), rows, dimensions, width);
    } catch (EOFException e) {
      throw new DataException("Cannot read %s: it ends within its header".formatted(name), e);
    } catch (IOException | ArithmeticException e) {
      throw new DataException("Cannot read %s: %s".formatted(name, e.getMessage()), e);
    }
  }

  String name() {
    return InputFile.name(InputFile.path(file));
  }

  long rows() {
    return rows;
  }

  /** Elements of a row. */
  int width() {
    return width;
  }

  /** The shape of a row as an image, with one channel where the file tells none; null for none. */
  Shape shape() {
    return switch (dimensions.length) {
      case 2 -> Shape.of(1, dimensions[0], dimensions[1]);
      case 3 -> Shape.of(dimensions);
      default -> null;
    };
  }

  /** Whether reading can begin anywhere: not in a compressed file. */
  boolean isSplittable() {
    return !InputFile.isCompressed(InputFile.path(file));
  }

  /** The elements of the rows from {@code first} on. */
  Elements read(long first) throws IOException {
    DataInputStream in =
        new DataInputStream(new BufferedInputStream(InputFile.open(InputFile.path(file)), 1 << 16));
    in.skipNBytes(headerBytes + first * width);
    return new Elements(in);
  }

  /** Reads row after row. */
  final class Elements implements AutoCloseable {
    private final DataInputStream in;
    private final byte[] row = new byte[width];

    Elements(DataInputStream in) {
      this.in = in;
    }

    /** The next row; the array is reused. */
    byte[] next() {
      try {
        in.readFully(row);
        return row;
      } catch (EOFException e) {
        throw new DataException(
            "Cannot read %s: it ends before the last of its %d rows".formatted(name(), rows), e);
      } catch (IOException e) {
        throw new DataException("Cannot read %s: %s".formatted(name(), e.getMessage()), e);
      }
    }

    @Override
    public void close() throws IOException {
      in.close();
    }
  }
}
