package io.hydrophone.probe.top;

import static org.assertj.core.api.Assertions.assertThat;

import io.hydrophone.digest.StatementClass;
import io.hydrophone.probe.Probe;
import io.hydrophone.probe.ProbeOptions;
import io.hydrophone.probe.Recorded;
import io.hydrophone.wire.Ports;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ScreenTest {
    private static final Pattern ESCAPES = Pattern.compile("\u001b\\[[?0-9;]*[A-Za-z]");

    @TempDir
    Path dir;

    private final View view = new View();
    private Probe probe;

    @BeforeEach
    void listen() throws Exception {
        listenTo(Recorded.sessions(dir, 200));
    }

    private void listenTo(Recorded recorded) throws Exception {
        probe = Probe.start(recorded.open(), ProbeOptions.of("recorded", Ports.of(Recorded.PORT)));
        assertThat(probe.awaitEnd(30, TimeUnit.SECONDS)).isTrue();
    }

    @AfterEach
    void close() {
        probe.close();
    }

    @Test
    void everyScreenFitsEveryWindow() throws Exception {
        for (View.Mode mode : View.Mode.values()) {
            for (int width : new int[] {1, 40, 79, 80, 109, 110, 200}) {
                for (int height : new int[] {1, 10, 11, 24, 60}) {
                    Picture picture = picture();
                    view.rank(picture.statements());
                    view.selected = picture.statements().getFirst().digest();
                    view.mode = mode;
                    List<String> rows = drawn(width, height, true);
                    assertThat(rows).as(mode + " " + width + "x" + height).hasSize(height);
                    assertThat(rows)
                            .allSatisfy(row -> assertThat(Line.columns(row)).isLessThanOrEqualTo(width));
                }
            }
        }
    }

    @Test
    void theListShowsStatementsRankedByTheChosenColumn() throws Exception {
        view.press('c');
        List<StatementClass> ranked = view.rank(picture().statements());
        assertThat(ranked).hasSizeGreaterThan(4);
        assertThat(ranked)
                .extracting(statement -> statement.figures().tally().count())
                .isSortedAccordingTo((a, b) -> Long.compare(b, a));
        List<String> rows = drawn(200, 40, false);
        assertThat(rows.get(4)).contains("▼COUNT/S").doesNotContain("▼TIME");
        assertThat(rows.get(5)).contains(ranked.getFirst().figures().fingerprint());
    }

    @Test
    void filteringKeepsWhatMatches() throws Exception {
        for (char key : "/ACCOUNTS".toCharArray()) {
            view.press(key);
        }
        view.press(Keys.ENTER);
        drawn(100, 30, true);
        List<StatementClass> shown = view.rank(picture().statements());
        assertThat(shown)
                .isNotEmpty()
                .allSatisfy(statement ->
                        assertThat(statement.figures().fingerprint()).contains("accounts"));
        view.press(Keys.ESCAPE);
        assertThat(view.rank(picture().statements())).hasSizeGreaterThan(shown.size());
    }

    @Test
    void theDetailShowsOneStatementWithItsLiteralsMasked() throws Exception {
        view.rank(picture().statements());
        StatementClass update = picture().statements().stream()
                .filter(statement -> statement.figures().fingerprint().startsWith("update accounts"))
                .findFirst()
                .orElseThrow();
        view.selected = update.digest();
        view.press(Keys.ENTER);
        String screen = String.join("\n", drawn(120, 40, true));
        assertThat(view.mode).isEqualTo(View.Mode.DETAIL);
        assertThat(screen)
                .contains("update accounts", "users", "app0", "shop", "█", "≤")
                .doesNotContain("12.50", "twice");
        view.press(Keys.ESCAPE);
        assertThat(view.mode).isEqualTo(View.Mode.LIST);
    }

    @Test
    void arrowsMoveOverTheRowsAndStopAtTheEnds() throws Exception {
        List<StatementClass> ranked = view.rank(picture().statements());
        view.press(Keys.DOWN);
        assertThat(view.selectedIndex()).isZero();
        view.press(Keys.UP);
        assertThat(view.selectedIndex()).isZero();
        view.press(Keys.END);
        assertThat(view.selectedIndex()).isEqualTo(ranked.size() - 1);
        view.press(Keys.DOWN);
        assertThat(view.selectedIndex()).isEqualTo(ranked.size() - 1);
        view.press(Keys.ESCAPE);
        assertThat(view.selectedIndex()).isEqualTo(-1);
    }

    @Test
    void whatRunsIsShown() throws Exception {
        probe.close();
        listenTo(Recorded.sessions(dir, 1, 6)); // Ends with the first statement, behind handshake and login.
        Picture picture = picture();
        assertThat(picture.observation().runningCount()).isEqualTo(1);
        assertThat(drawn(120, 30, true))
                .anySatisfy(row -> assertThat(row).contains("RUNNING NOW: 1"))
                .anySatisfy(row -> assertThat(row).contains("SELECT c FROM sbtest1 WHERE id=?"));
    }

    @Test
    void withoutColoursOnlyReverseAndBoldRemain() throws Exception {
        view.rank(picture().statements());
        view.press(Keys.DOWN);
        String plain = Screen.render(Screen.draw(picture(), view, 100, 30), 100, 30, false);
        assertThat(plain).contains("\u001b[7m", "\u001b[1m").doesNotContainPattern("\u001b\\[(3[0-9]|1;3[0-9]|2)m");
        assertThat(Screen.render(Screen.draw(picture(), view, 100, 30), 100, 30, true))
                .contains("\u001b[1;36m");
    }

    private Picture picture() throws Exception {
        return Picture.take(probe, 60, view.selected);
    }

    private List<String> drawn(int width, int height, boolean colours) throws Exception {
        String sent = Screen.render(Screen.draw(picture(), view, width, height), width, height, colours);
        List<String> rows = List.of(sent.split("\u001b\\[[0-9]+;1H", -1));
        return rows.subList(1, rows.size()).stream()
                .map(row -> ESCAPES.matcher(row).replaceAll(""))
                .toList();
    }
}
