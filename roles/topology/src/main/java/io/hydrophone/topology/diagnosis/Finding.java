package io.hydrophone.topology.diagnosis;

import io.hydrophone.topology.Address;
import java.util.List;

/**
 * Something that is wrong.
 *
 * @param cluster the name of its cluster
 * @param instance whom it is about first of all
 * @param others whom it is about as well: of a replica's channel its source
 * @param evidence who says what
 * @param explains the same failure, seen elsewhere
 * @param advice what may be done about it
 */
public record Finding(
        Code code,
        Severity severity,
        String cluster,
        Address instance,
        List<Address> others,
        List<Evidence> evidence,
        List<Named> explains,
        List<Advice> advice) {
    /** A finding by what makes it one: a replica of several sources may have the same trouble with each. */
    public record Named(Code code, Address instance, List<Address> others) {}

    public Named named() {
        return new Named(code, instance, others);
    }

    Finding explaining(List<Named> other) {
        return new Finding(code, severity, cluster, instance, others, evidence, List.copyOf(other), advice);
    }

    Finding advising(List<Advice> other) {
        return new Finding(code, severity, cluster, instance, others, evidence, explains, List.copyOf(other));
    }

    Finding at(Severity other) {
        return new Finding(code, other, cluster, instance, others, evidence, explains, advice);
    }
}
