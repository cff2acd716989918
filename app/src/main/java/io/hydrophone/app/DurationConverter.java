package io.hydrophone.app;

import io.hydrophone.core.DurationText;
import io.hydrophone.core.ProblemException;
import java.time.Duration;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Reads {@code 500ms}, {@code 60s}, {@code 5m}, {@code 2h}. */
final class DurationConverter implements ITypeConverter<Duration> {
    @Override
    public Duration convert(String value) {
        try {
            return DurationText.parse(value);
        } catch (ProblemException e) {
            throw new TypeConversionException(
                    e.problem().message() + ": " + e.problem().action());
        }
    }
}
