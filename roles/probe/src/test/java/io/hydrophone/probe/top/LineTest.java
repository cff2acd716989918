package io.hydrophone.probe.top;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class LineTest {
    @Test
    void cutsByColumnsNotByCharacters() {
        assertThat(Line.cut("select", 6)).isEqualTo("select");
        assertThat(Line.cut("select", 5)).isEqualTo("sele…");
        assertThat(Line.cut("東京都", 5)).isEqualTo("東京…");
        assertThat(Line.cut("東京都", 4)).isEqualTo("東…");
        assertThat(Line.cut("\ud83d\udc2c\ud83d\udc2c", 3)).isEqualTo("\ud83d\udc2c…");
        assertThat(Line.cut("x", 0)).isEmpty();
    }

    @Test
    void wrapsAtBlanksAndCutsWhatIsTooLong() {
        assertThat(Line.wrap("select a from b", 8)).containsExactly("select a", "from b");
        assertThat(Line.wrap("abcdefgh ij", 3)).containsExactly("abc", "def", "gh", "ij");
        assertThat(Line.wrap("東京都", 4)).containsExactly("東京", "都");
    }

    @Test
    void alignsRightAndNeverOverwrites() {
        assertThat(new Line()
                        .right("12", 5, Style.PLAIN)
                        .right("3", 8, Style.PLAIN)
                        .plain())
                .isEqualTo("   12  3");
        assertThat(Line.of("123456", Style.PLAIN).right("7", 5, Style.PLAIN).plain())
                .isEqualTo("123456 7");
    }
}
