package io.hydrophone.truth;

import java.util.List;
import java.util.stream.Stream;

/** All that is said to servers, by client. */
final class Cases {
    private Cases() {}

    static List<Case> all() {
        return Stream.of(
                        DriverCases.mariaDb(),
                        DriverCases.mySql(),
                        ProgramCases.all(),
                        RawCases.all(),
                        ReplicaCases.all())
                .flatMap(List::stream)
                .toList();
    }
}
