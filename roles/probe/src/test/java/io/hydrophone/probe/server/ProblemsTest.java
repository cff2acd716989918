package io.hydrophone.probe.server;

import static org.assertj.core.api.Assertions.assertThat;

import io.hydrophone.core.Problem;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class ProblemsTest {
    private final List<Problem> told = new ArrayList<>();
    private final Problems problems = new Problems(told::add);

    @Test
    void eachIsToldOnceUntilItIsOver() {
        Problem refused = new Problem("login-refused", "no", "", "");
        Problem gone = new Problem("server-unreachable", "gone", "", "");
        problems.set("login", refused);
        problems.set("login", new Problem("login-refused", "no again", "", ""));
        assertThat(told).containsExactly(refused);
        problems.set("login", gone);
        assertThat(problems.open()).containsExactly(gone);
        problems.over("login");
        assertThat(problems.open()).isEmpty();
        problems.set("login", gone);
        assertThat(told).containsExactly(refused, gone, gone);
    }
}
