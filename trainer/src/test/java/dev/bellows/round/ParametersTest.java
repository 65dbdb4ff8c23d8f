package dev.bellows.round;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bellows.testing.SparkExtension;
import dev.bellows.train.Chunks;
import io.netty.buffer.ByteBuf;
import io.netty.channel.embedded.EmbeddedChannel;
import java.util.ArrayList;
import java.util.List;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Parameters as the driver writes them, over a connection, and what a member makes of them. */
@ExtendWith(SparkExtension.class)
class ParametersTest {
  private static final int CHUNK = Chunks.of(1).size();
  private static final int TOTAL = 2 * CHUNK + 100;

  private final Parameters parameters = new Parameters(Chunks.of(TOTAL));
  private final EmbeddedChannel connection = new EmbeddedChannel();
  private final float[] taken = new float[TOTAL]; // by the member

  @BeforeEach
  void connect(SparkSession spark) {
    parameters.members(List.of(SparkRpc.to(Frames.reference("parameters", connection))));
  }

  private static float[] filled(float value) {
    float[] all = new float[TOTAL];
    for (int i = 0; i < TOTAL; i++) {
      all[i] = value + i;
    }
    return all;
  }

  /** What arrives: for each parcel the command that follows, or null. */
  private List<Object[]> arriving() {
    List<Object[]> commands = new ArrayList<>();
    for (ByteBuf parcel : Frames.parcels("parameters", connection)) {
      commands.add(Parameters.take(parcel, taken));
    }
    return commands;
  }

  private void assertThatCommandArrives(int parcels, long command, long step) {
    List<Object[]> commands = arriving();
    assertThat(commands).hasSize(parcels);
    assertThat(commands.subList(0, parcels - 1)).containsOnlyNulls();
    assertThat(commands.get(parcels - 1)).containsExactly(Wire.COMPUTE, command, step, taken);
  }

  @Test
  void theCommandFollowsAllChunks() {
    parameters.send(filled(1), 7, 3);
    assertThatCommandArrives(3 + 1, 7, 3);
    assertThat(taken).containsExactly(filled(1));
  }

  @Test
  void aChunkLeavesWhenAllOfItIsFinal() {
    for (int command = 1; command <= 2; command++) {
      float[] updated = filled(command);
      parameters.ready(updated, CHUNK, CHUNK + 10);
      parameters.ready(updated, CHUNK + 20, TOTAL);
      assertThat(arriving()).as("the last chunk").hasSize(1);
      parameters.ready(updated, CHUNK + 10, CHUNK + 20);
      assertThat(arriving()).as("the middle one").hasSize(1);
      parameters.ready(updated, 0, CHUNK - 1);
      assertThat(arriving()).as("one float is not final").isEmpty();

      parameters.send(updated, command, command);
      assertThatCommandArrives(1 + 1, command, command);
      assertThat(taken).containsExactly(updated);
    }
  }

  @Test
  void afterTheEndNothingIsSentAndNoMemoryKept() {
    parameters.send(filled(1), 7, 3);
    List<ByteBuf> sent = Frames.sent(connection);
    assertThat(sent).hasSize(3 + 1).as("to be filled again").allMatch(frame -> frame.refCnt() == 1);
    parameters.close();
    assertThat(sent).allMatch(frame -> frame.refCnt() == 0);

    parameters.ready(filled(2), 0, TOTAL); // an update that is still at it
    assertThat(arriving()).isEmpty();
  }

  @Test
  void otherParametersGoAsAWhole() {
    float[] updated = filled(1);
    parameters.ready(updated, 0, TOTAL);
    assertThat(arriving()).hasSize(3);

    float[] averaged = filled(2);
    parameters.send(averaged, 7, Wire.NO_STEP);
    assertThatCommandArrives(3 + 1, 7, Wire.NO_STEP);
    assertThat(taken).containsExactly(averaged);

    parameters.send(updated, 8, 3);
    assertThatCommandArrives(3 + 1, 8, 3);
    assertThat(taken).containsExactly(updated);
  }

  @Test
  void whoIsNewGetsAll() {
    float[] updated = filled(1);
    parameters.ready(updated, 0, TOTAL);
    arriving();
    connect(null);
    parameters.send(updated, 8, 3);
    assertThatCommandArrives(3 + 1, 8, 3);
  }

  @Test
  void withoutOthersNothingIsSent() {
    parameters.members(List.of());
    float[] updated = filled(1);
    parameters.ready(updated, 0, TOTAL);
    parameters.send(updated, 8, 3);
    assertThat(arriving()).isEmpty();
  }
}
