package dev.bellows.data;

import dev.bellows.data.FittedPreprocessing.CategoricalInput;
import dev.bellows.data.FittedPreprocessing.Monomial;
import dev.bellows.data.FittedPreprocessing.NumericInput;
import java.util.List;

/** The inputs' part of a {@link FittedPreprocessing}. */
record FittedInputs(
    Shape shape,
    List<NumericInput> numbers,
    List<Monomial> monomials,
    List<CategoricalInput> texts,
    List<String> vocabulary) {}
