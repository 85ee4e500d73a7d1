package dev.croupier.cli.bench.report;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;

/** Reports as JSON. A report that was written and read again is the same. */
public final class ReportJson {
  private static final JsonMapper MAPPER =
      JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build();

  private ReportJson() {}

  /**
   * @param report a report
   * @return one JSON object
   */
  public static String write(Report report) {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("bench", report.bench());
    json.put("title", report.title());
    json.put("circumstances", report.circumstances());
    json.put("tables", report.tables().stream().map(ReportJson::table).toList());
    json.put("aims", report.aims().stream().map(ReportJson::aim).toList());
    json.put("problems", report.problems());
    return MAPPER.writeValueAsString(json);
  }

  private static Map<String, Object> table(FigureTable table) {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("title", table.title());
    json.put("head", table.head());
    json.put("measures", table.measures().stream().map(ReportJson::measure).toList());
    json.put("rows", table.rows().stream().map(row -> row(table, row)).toList());
    table
        .plot()
        .ifPresent(
            plot -> {
              Map<String, Object> drawn = new LinkedHashMap<>();
              drawn.put("kind", word(plot.kind()));
              drawn.put("measures", plot.measures());
              drawn.put("logarithmic", plot.logarithmic());
              json.put("plot", drawn);
            });
    return json;
  }

  private static Map<String, Object> measure(Measure measure) {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("name", measure.name());
    json.put("unit", measure.unit());
    json.put("better", word(measure.better()));
    return json;
  }

  /** The median is for readers of the file; it follows from the samples. */
  private static Map<String, Object> row(FigureTable table, Row row) {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("name", row.name());
    row.x().ifPresent(x -> json.put("x", x));
    Map<String, Object> cells = new LinkedHashMap<>();
    for (int i = 0; i < row.cells().size(); i++) {
      Samples samples = row.cells().get(i);
      if (!samples.isEmpty()) {
        Map<String, Object> cell = new LinkedHashMap<>();
        cell.put("median", samples.median());
        cell.put("samples", samples.values());
        cells.put(table.measures().get(i).name(), cell);
      }
    }
    json.put("figures", cells);
    return json;
  }

  private static Map<String, Object> aim(Aim aim) {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("name", aim.name());
    json.put("unit", aim.unit());
    json.put("wanted", aim.wanted());
    json.put("better", word(aim.better()));
    if (!Double.isNaN(aim.measured())) {
      json.put("measured", aim.measured());
    }
    json.put("comment", aim.comment());
    return json;
  }

  private static String word(Enum<?> value) {
    return value.name().toLowerCase(Locale.ROOT);
  }

  /**
   * @param file a file that {@link #write} has filled
   * @return the report
   * @throws ReportException if it cannot be read
   */
  public static Report read(Path file) {
    try {
      return read(Files.readString(file));
    } catch (IOException e) {
      throw new ReportException(file + " cannot be read: " + e.getMessage(), e);
    } catch (ReportException e) {
      throw new ReportException(file + ": " + e.getMessage(), e);
    }
  }

  /**
   * @param text from {@link #write}
   * @return the report
   * @throws ReportException if it is none
   */
  public static Report read(String text) {
    try {
      JsonNode json = MAPPER.readTree(text);
      List<FigureTable> tables = new ArrayList<>();
      need(json, "tables").forEach(table -> tables.add(readTable(table)));
      List<Aim> aims = new ArrayList<>();
      need(json, "aims").forEach(aim -> aims.add(readAim(aim)));
      Map<String, String> circumstances = new LinkedHashMap<>();
      need(json, "circumstances")
          .properties()
          .forEach(entry -> circumstances.put(entry.getKey(), entry.getValue().asString()));
      Map<String, Long> problems = new LinkedHashMap<>();
      need(json, "problems")
          .properties()
          .forEach(entry -> problems.put(entry.getKey(), entry.getValue().asLong()));
      return new Report(
          need(json, "bench").asString(),
          need(json, "title").asString(),
          circumstances,
          tables,
          aims,
          problems);
    } catch (JacksonException | IllegalArgumentException e) {
      throw new ReportException("this is no report: " + e.getMessage(), e);
    }
  }

  private static FigureTable readTable(JsonNode json) {
    List<Measure> measures = new ArrayList<>();
    for (JsonNode measure : need(json, "measures")) {
      measures.add(
          new Measure(
              need(measure, "name").asString(),
              need(measure, "unit").asString(),
              better(need(measure, "better"))));
    }
    List<Row> rows = new ArrayList<>();
    for (JsonNode row : need(json, "rows")) {
      List<Samples> cells = new ArrayList<>();
      for (Measure measure : measures) {
        List<Double> values = new ArrayList<>();
        need(row, "figures")
            .path(measure.name())
            .path("samples")
            .forEach(value -> values.add(value.asDouble()));
        cells.add(new Samples(values));
      }
      OptionalDouble x =
          row.has("x") ? OptionalDouble.of(row.path("x").asDouble()) : OptionalDouble.empty();
      rows.add(new Row(need(row, "name").asString(), x, cells));
    }
    return new FigureTable(
        need(json, "title").asString(),
        need(json, "head").asString(),
        measures,
        rows,
        json.has("plot") ? Optional.of(readPlot(json.path("plot"))) : Optional.empty());
  }

  private static Plot readPlot(JsonNode json) {
    List<String> measures = new ArrayList<>();
    need(json, "measures").forEach(measure -> measures.add(measure.asString()));
    return new Plot(
        Plot.Kind.valueOf(need(json, "kind").asString().toUpperCase(Locale.ROOT)),
        measures,
        need(json, "logarithmic").asBoolean());
  }

  private static Aim readAim(JsonNode json) {
    return new Aim(
        need(json, "name").asString(),
        need(json, "unit").asString(),
        need(json, "wanted").asDouble(),
        better(need(json, "better")),
        json.has("measured") ? json.path("measured").asDouble() : Double.NaN,
        need(json, "comment").asString());
  }

  private static Better better(JsonNode json) {
    return Better.valueOf(json.asString().toUpperCase(Locale.ROOT));
  }

  private static JsonNode need(JsonNode json, String member) {
    JsonNode value = json.path(member);
    if (value.isMissingNode()) {
      throw new ReportException("this is no report: member \"" + member + "\" is missing");
    }
    return value;
  }
}
