package dev.bellows.testing.violations.data;

import org.apache.spark.SparkConf;
import scala.Option;

/** Against the table: data does not know Spark. */
record UsesSpark(SparkConf conf, Option<String> option) {}
