package io.hydrophone.app;

import io.hydrophone.core.ProblemException;
import io.hydrophone.core.SizeText;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Reads {@code 4096}, {@code 64KiB}, {@code 16MiB}, {@code 1GiB} as bytes. */
final class SizeConverter implements ITypeConverter<Long> {
    @Override
    public Long convert(String value) {
        try {
            return SizeText.parse(value);
        } catch (ProblemException e) {
            throw new TypeConversionException(
                    e.problem().message() + ": " + e.problem().action());
        }
    }
}
