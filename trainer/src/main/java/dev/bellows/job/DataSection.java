package dev.bellows.job;

/**
 * What is learnt from.
 *
 * @param source of the rows
 * @param label what is learnt
 * @param features what it is learnt from
 * @param weight the column that says what a row counts, or null
 * @param classWeights what the rows of a class count
 * @param validation which rows are held out; null for none
 */
public record DataSection(
    SourceSection source,
    LabelSection label,
    FeaturesSection features,
    String weight,
    ClassWeightsSection classWeights,
    ValidationSection validation) {}
