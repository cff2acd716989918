package io.hydrophone.core;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class TagsTest {
    @Test
    void theSameTagsAreEqualInAnyOrder() {
        assertThat(Tags.of("b:2", " a:1 ", "b:2", ""))
                .isEqualTo(Tags.of("a:1", "b:2"))
                .hasSameHashCodeAs(Tags.of("a:1", "b:2"))
                .hasToString("a:1,b:2");
        assertThat(Tags.of(" ")).isSameAs(Tags.NONE);
        assertThat(Tags.of("a:1").and("b", "2").and(Tags.NONE)).isEqualTo(Tags.of("a:1", "b:2"));
    }

    @Test
    void aTagHasAKeyAndPerhapsAValue() {
        Tags tags = Tags.of("url:http://a", "urls:x", "bare");
        assertThat(tags.value("url")).isEqualTo("http://a");
        assertThat(tags.value("bare")).isEmpty();
        assertThat(tags.value("ur")).isNull();
        List<String> all = new ArrayList<>();
        tags.forEach((key, value) -> all.add(key + "=" + value));
        assertThat(all).containsExactly("bare=", "url=http://a", "urls=x");
    }
}
