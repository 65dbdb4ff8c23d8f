package dev.bellows.round;

import static org.assertj.core.api.Assertions.assertThat;

import org.apache.spark.SparkConf;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** How many tasks a round may have. */
class ClusterTest {
  private static SparkConf growing(String master) {
    return new SparkConf(false)
        .set("spark.master", master)
        .set("spark.dynamicAllocation.enabled", "true")
        .set("spark.dynamicAllocation.maxExecutors", "3");
  }

  @ParameterizedTest
  @ValueSource(strings = {"spark://master:7077", "yarn", "k8s://https://master:443"})
  void executorsThatMayComeBoundIt(String master) {
    SparkConf conf = growing(master).set("spark.executor.cores", "8").set("spark.task.cpus", "2");
    assertThat(Cluster.mostSlots(conf)).isEqualTo(12);
  }

  @ParameterizedTest
  @ValueSource(strings = {"yarn", "k8s://https://master:443"})
  void executorsHaveOneCoreWhereNothingIsSaid(String master) {
    assertThat(Cluster.mostSlots(growing(master))).isEqualTo(3);
  }

  @Test
  void workersGiveAllTheirCoresWhereNothingIsSaid() {
    assertThat(Cluster.mostSlots(growing("spark://master:7077"))).isEqualTo(Integer.MAX_VALUE);
  }

  @Test
  void nothingBoundsAClusterThatMayGrowForEverOrNotAtAll() {
    SparkConf endless = growing("yarn").remove("spark.dynamicAllocation.maxExecutors");
    assertThat(Cluster.mostSlots(endless)).isEqualTo(Integer.MAX_VALUE);
    SparkConf fixed = growing("yarn").set("spark.dynamicAllocation.enabled", "false");
    assertThat(Cluster.mostSlots(fixed)).isEqualTo(Integer.MAX_VALUE);
  }
}
