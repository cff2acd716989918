package io.hydrophone.wire.tls;

/** The hash functions of cipher suites. */
enum HashFunction {
    SHA1("SHA1", 20),
    SHA256("SHA256", 32),
    SHA384("SHA384", 48);

    /** As in the JDK's names of algorithms, behind {@code Hmac}. */
    final String label;

    /** Size of its value. */
    final int bytes;

    HashFunction(String label, int bytes) {
        this.label = label;
        this.bytes = bytes;
    }
}
