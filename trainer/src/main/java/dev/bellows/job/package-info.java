/**
 * The command line: job specs read, checked and turned into domain objects, and one class for each
 * command.
 */
package dev.bellows.job;
