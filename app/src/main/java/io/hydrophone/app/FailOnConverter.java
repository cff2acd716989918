package io.hydrophone.app;

import io.hydrophone.core.ProblemException;
import io.hydrophone.traffic.compare.FailOn;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Reads {@code new-errors>0,slower>5%}; what cannot be read is wrong usage. */
final class FailOnConverter implements ITypeConverter<FailOn> {
    @Override
    public FailOn convert(String value) {
        try {
            return FailOn.parse(value);
        } catch (ProblemException e) {
            throw new TypeConversionException(e.problem().text());
        }
    }
}
