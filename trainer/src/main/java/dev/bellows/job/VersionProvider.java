package dev.bellows.job;

import picocli.CommandLine.IVersionProvider;

/** Says which Bellows this is. */
final class VersionProvider implements IVersionProvider {
  @Override
  public String[] getVersion() {
    return new String[] {"bellows " + Versions.bellows()};
  }
}
