package io.hydrophone.agent.check;

/** A check of an instance, and what holds for it. */
public record ConfiguredCheck(CheckSettings settings, Check check) {}
