package io.hydrophone.wire.tls;

/** What a key log tells of one connection; an unknown secret is null. Has no textual form, so that no log shows one. */
final class Secrets {
    static final Secrets NONE = new Secrets(null, null, null);

    private final byte[] master;
    private final byte[] clientTraffic;
    private final byte[] serverTraffic;

    private Secrets(byte[] master, byte[] clientTraffic, byte[] serverTraffic) {
        this.master = master;
        this.clientTraffic = clientTraffic;
        this.serverTraffic = serverTraffic;
    }

    Secrets with(KeyLogLines.Label label, byte[] secret) {
        return switch (label) {
            case CLIENT_RANDOM -> new Secrets(secret, clientTraffic, serverTraffic);
            case CLIENT_TRAFFIC_SECRET_0 -> new Secrets(master, secret, serverTraffic);
            case SERVER_TRAFFIC_SECRET_0 -> new Secrets(master, clientTraffic, secret);
        };
    }

    /** Whether all is there that a version needs. */
    boolean suffices(TlsVersion version) {
        return version == TlsVersion.TLS_1_3 ? clientTraffic != null && serverTraffic != null : master != null;
    }

    byte[] master() {
        return master;
    }

    byte[] traffic(boolean ofClient) {
        return ofClient ? clientTraffic : serverTraffic;
    }
}
