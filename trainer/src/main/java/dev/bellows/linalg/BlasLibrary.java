package dev.bellows.linalg;

import dev.ludovic.netlib.blas.BLAS;
import dev.ludovic.netlib.lapack.LAPACK;

/**
 * An implementation that is loaded and ready.
 *
 * @param blas matrix products
 * @param lapack solvers, of the same library where it has them
 * @param kernel what computes
 * @param threads how many threads one call may use; 0 when the library does not tell
 */
record BlasLibrary(BLAS blas, LAPACK lapack, Kernel kernel, int threads) {}
