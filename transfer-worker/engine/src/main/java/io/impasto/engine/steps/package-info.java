/**
 * Optimiser steps as graphs: what {@code optimiser} does to arrays, done to expressions, so that several steps can be one
 * run of a program. Uses {@code optimiser} and {@code io.impasto.autodiff}. Start reading at {@link
 * io.impasto.engine.steps.StepRule}.
 */
package io.impasto.engine.steps;
