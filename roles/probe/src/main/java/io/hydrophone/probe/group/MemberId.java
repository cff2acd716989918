package io.hydrophone.probe.group;

/** A member for as long as it is connected; one that comes back has another. Two halves of 128 bits chosen by chance. */
record MemberId(long high, long low) {}
