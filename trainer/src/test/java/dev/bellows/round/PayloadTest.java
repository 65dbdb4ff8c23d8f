package dev.bellows.round;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.CompositeByteBuf;
import io.netty.buffer.Unpooled;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PayloadTest {
  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 4, 5, 7, 61, 64, 1000})
  void floatsComeOutWhateverThePiecesTheyArriveIn(int piece) {
    float[] floats = new float[100];
    Random random = new Random(piece);
    for (int i = 0; i < floats.length; i++) {
      floats[i] = random.nextFloat();
    }
    ByteBuffer written =
        ByteBuffer.allocateDirect(3 + Float.BYTES * 60).order(ByteOrder.LITTLE_ENDIAN).position(3);
    Payload.put(floats, 20, 60, written);
    assertThat(written.hasRemaining()).isFalse();
    CompositeByteBuf pieces = Unpooled.compositeBuffer(1000);
    for (int at = 0; at < written.capacity(); at += piece) {
      ByteBuf part = Unpooled.buffer();
      part.writeBytes(written.slice(at, Math.min(piece, written.capacity() - at)));
      pieces.addComponent(true, part);
    }
    pieces.skipBytes(3);
    float[] read = new float[100];

    Payload.get(pieces, read, 30);

    float[] expected = new float[100];
    System.arraycopy(floats, 20, expected, 30, 60);
    assertThat(read).isEqualTo(expected);
    assertThat(pieces.isReadable()).isFalse();
    pieces.release();
  }
}
