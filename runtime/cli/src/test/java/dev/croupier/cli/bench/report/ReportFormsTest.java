package dev.croupier.cli.bench.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.StringReader;
import java.util.List;
import java.util.stream.IntStream;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.xml.sax.InputSource;

/** One report as text, JSON, Markdown and picture. */
class ReportFormsTest {
  private final Report race = Reports.race(Samples.of(9, 10, 11), Samples.of(0.25));

  @Test
  void json_readAgain_isTheSame() {
    assertThat(ReportJson.read(ReportJson.write(race))).isEqualTo(race);
  }

  @Test
  void textThatIsNoReport_isRefused_withWhatIsMissing() {
    assertThatThrownBy(() -> ReportJson.read("{\"bench\":\"race\"}"))
        .isInstanceOf(ReportException.class)
        .hasMessageContaining("\"tables\" is missing");
    assertThatThrownBy(() -> ReportJson.read("nothing")).isInstanceOf(ReportException.class);
  }

  @Test
  void text_hasFiguresWithNoise_aimsAndProblems() {
    assertThat(ReportText.lines(race))
        .contains(
            "  who       speed, m/s  delay, ms",
            "  hare       10.0 ±10%       3.00",
            "  tortoise       0.250",
            "  speed of the hare  ≥ 10 m/s        10 m/s  met",
            "  delay                ≤ 5 ms  not measured",
            "  speed of the hare: it slept",
            "  2 × the hare lay down");
  }

  @Test
  void markdown_hasTablesPlotAndAims() {
    assertThat(ReportMarkdown.lines(race, "performance/race.svg"))
        .contains(
            "| who | speed, m/s | delay, ms |",
            "|---|---:|---:|",
            "| hare | 10.0 ±10% | 3.00 |",
            "![A race](performance/race.svg)",
            "| speed of the hare | ≥ 10 m/s | 10 m/s | met: it slept |",
            "- went wrong 2 times: the hare lay down");
  }

  @Test
  void picture_isXml_withABarPerFigure() throws Exception {
    Document picture = picture(race);

    assertThat(picture.getDocumentElement().getTagName()).isEqualTo("svg");
    // The ground and the bars.
    assertThat(picture.getElementsByTagName("rect").getLength()).isEqualTo(1 + 2);
    assertThat(texts(picture)).contains("hare", "tortoise", "speed, m/s", "10.0");
  }

  @Test
  void bars_areAsLongAsTheirValues() throws Exception {
    Document picture = picture(Reports.race(Samples.of(100), Samples.of(50)));

    double hare = width(picture, 1);
    double tortoise = width(picture, 2);
    assertThat(hare / tortoise).isBetween(1.98, 2.02);
  }

  @Test
  void lines_haveADotPerFigure() throws Exception {
    FigureTable table = race.tables().getFirst().drawn(Plot.lines("speed"));
    Document picture =
        picture(
            new Report(
                "race",
                "A race",
                race.circumstances(),
                List.of(table),
                race.aims(),
                race.problems()));

    assertThat(picture.getElementsByTagName("circle").getLength()).isEqualTo(2);
  }

  @Test
  void axis_endsAtRoundNumbers() {
    assertThat(Axis.over(List.of(0.0, 87.0), false).ticks())
        .containsExactly(0.0, 20.0, 40.0, 60.0, 80.0, 100.0);
    assertThat(Axis.over(List.of(3.0, 4_000.0), true).ticks())
        .containsExactly(1.0, 10.0, 100.0, 1_000.0, 10_000.0);
    assertThat(Axis.over(List.of(3.0, 4_000.0), true).share(100)).isEqualTo(0.5);
    assertThat(Axis.over(List.of(), false).ticks()).isNotEmpty();
  }

  private static Document picture(Report report) throws Exception {
    String text = SvgPlot.of(report).orElseThrow();
    return DocumentBuilderFactory.newInstance()
        .newDocumentBuilder()
        .parse(new InputSource(new StringReader(text)));
  }

  private static List<String> texts(Document picture) {
    var nodes = picture.getElementsByTagName("text");
    return IntStream.range(0, nodes.getLength())
        .mapToObj(i -> nodes.item(i).getTextContent())
        .toList();
  }

  private static double width(Document picture, int rectangle) {
    return Double.parseDouble(
        ((Element) picture.getElementsByTagName("rect").item(rectangle)).getAttribute("width"));
  }
}
