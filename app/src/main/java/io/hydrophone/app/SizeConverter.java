package io.hydrophone.app;

import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Reads {@code 4096}, {@code 64KiB}, {@code 16MiB}, {@code 1GiB} as bytes. */
final class SizeConverter implements ITypeConverter<Long> {
    @Override
    public Long convert(String value) {
        int digits = 0;
        while (digits < value.length() && Character.isDigit(value.charAt(digits))) {
            digits++;
        }
        if (digits == 0 || digits > 9) {
            throw new TypeConversionException("'" + value + "' is no size: give a number and KiB, MiB or GiB");
        }
        long number = Long.parseLong(value, 0, digits, 10);
        return switch (value.substring(digits)) {
            case "" -> number;
            case "KiB" -> number << 10;
            case "MiB" -> number << 20;
            case "GiB" -> number << 30;
            default -> throw new TypeConversionException("'" + value + "' is no size: its unit is KiB, MiB or GiB");
        };
    }
}
