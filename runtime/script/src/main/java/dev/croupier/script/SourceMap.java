package dev.croupier.script;

import dev.croupier.script.ModuleText.Position;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import tools.jackson.databind.json.JsonMapper;

/**
 * The way back from translated code to the author's lines: a source map of revision 3 with a single
 * source. Its {@code mappings} are lines separated by semicolons; each segment holds base-64
 * variable-length differences: generated column, source, source line, source column.
 */
final class SourceMap implements ModuleText.Positions {
  private static final String BASE_64 =
      "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";

  /** Per generated line: columns and their places, flat, all counted from 0. */
  private final List<int[]> lines;

  private SourceMap(List<int[]> lines) {
    this.lines = lines;
  }

  /**
   * @param json the source map
   * @return the positions it tells
   */
  static SourceMap parse(String json) {
    String mappings = JsonMapper.shared().readTree(json).path("mappings").stringValue("");
    List<int[]> lines = new ArrayList<>();
    int line = 0;
    int column = 0;
    for (String generated : mappings.split(";", -1)) {
      List<Integer> flat = new ArrayList<>();
      int start = 0;
      for (String segment : generated.isEmpty() ? new String[0] : generated.split(",", -1)) {
        int[] fields = decode(segment);
        if (fields.length == 0) {
          continue;
        }
        start += fields[0];
        if (fields.length >= 4) {
          line += fields[2];
          column += fields[3];
          flat.add(start);
          flat.add(line);
          flat.add(column);
        }
      }
      lines.add(flat.stream().mapToInt(Integer::intValue).toArray());
    }
    return new SourceMap(lines);
  }

  private static int[] decode(String segment) {
    int[] fields = new int[5];
    int count = 0;
    int value = 0;
    int shift = 0;
    for (int i = 0; i < segment.length() && count < fields.length; i++) {
      int digit = BASE_64.indexOf(segment.charAt(i));
      value |= (digit & 31) << shift;
      shift += 5;
      if ((digit & 32) == 0) {
        fields[count++] = (value & 1) == 0 ? value >>> 1 : -(value >>> 1);
        value = 0;
        shift = 0;
      }
    }
    return Arrays.copyOf(fields, count);
  }

  @Override
  public Position authors(int line, int column) {
    int[] segments = line <= lines.size() ? lines.get(line - 1) : new int[0];
    int best = -1;
    for (int i = 0; i < segments.length && segments[i] <= column - 1; i += 3) {
      best = i;
    }
    return best < 0
        ? new Position(line, column)
        : new Position(segments[best + 1] + 1, segments[best + 2] + 1);
  }
}
