"""Groups customers by the codes of an autoencoder, with k-means of Spark MLlib.

    spark-submit segments.py CODES OUT [K]

CODES is what `bellows predict MODEL DATA CODES --code` wrote, as Parquet; OUT gets the same rows with
a column `segment`. What each segment is like is printed. pyspark.ml needs numpy.
"""

import sys

from pyspark.ml.clustering import KMeans
from pyspark.ml.evaluation import ClusteringEvaluator
from pyspark.ml.functions import array_to_vector
from pyspark.sql import SparkSession, functions as f

codes, out = sys.argv[1:3]
k = int(sys.argv[3]) if len(sys.argv) > 3 else 5

spark = SparkSession.builder.appName("segments").getOrCreate()
customers = spark.read.parquet(codes).withColumn("point", array_to_vector("code")).cache()
kmeans = KMeans(k=k, seed=1, featuresCol="point", predictionCol="segment")
segments = kmeans.fit(customers).transform(customers)
segments.drop("point").write.mode("overwrite").parquet(out)

silhouette = ClusteringEvaluator(featuresCol="point", predictionCol="segment").evaluate(segments)
print(f"silhouette {silhouette:.2f}")
columns = [f.count("*").alias("customers")]
for name in ("tenure", "MonthlyCharges"):
    if name in segments.columns:
        columns.append(f.round(f.avg(f.col(name).cast("double")), 1).alias("mean " + name))
if "Churn" in segments.columns:
    columns.append(f.round(f.avg((f.col("Churn") == "Yes").cast("double")), 3).alias("leave"))
segments.groupBy("segment").agg(*columns).orderBy("segment").show()
spark.stop()
