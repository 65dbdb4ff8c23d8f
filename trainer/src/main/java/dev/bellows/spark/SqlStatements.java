package dev.bellows.spark;

import java.util.ArrayList;
import java.util.List;

/** Cuts SQL at its semicolons, but for those in quotes and comments. */
final class SqlStatements {
  private SqlStatements() {}

  /** The statements of {@code sql}, without blank ones. */
  static List<String> split(String sql) {
    List<String> statements = new ArrayList<>();
    int begin = 0;
    int at = 0;
    while (at < sql.length()) {
      char c = sql.charAt(at);
      if (c == '\'' || c == '"' || c == '`') {
        at = afterQuote(sql, at);
      } else if (sql.startsWith("--", at)) {
        at = after(sql, "\n", at);
      } else if (sql.startsWith("/*", at)) {
        at = after(sql, "*/", at);
      } else {
        if (c == ';') {
          statements.add(sql.substring(begin, at));
          begin = at + 1;
        }
        at++;
      }
    }
    statements.add(sql.substring(begin));
    statements.removeIf(String::isBlank);
    return statements;
  }

  private static int afterQuote(String sql, int begin) {
    char quote = sql.charAt(begin);
    int at = begin + 1;
    while (at < sql.length() && sql.charAt(at) != quote) {
      at += sql.charAt(at) == '\\' && quote != '`' ? 2 : 1;
    }
    return Math.min(sql.length(), at + 1);
  }

  private static int after(String sql, String end, int begin) {
    int at = sql.indexOf(end, begin + 2);
    return at < 0 ? sql.length() : at + end.length();
  }
}
