package io.hydrophone.truth;

/** What is said while somebody listens. */
@FunctionalInterface
interface Talk {
    void run() throws Exception;
}
