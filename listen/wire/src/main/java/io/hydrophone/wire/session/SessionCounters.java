package io.hydrophone.wire.session;

/** What the sessions have met; fields are added to by them alone. */
public final class SessionCounters {
    public long sessions;
    public long midstream;
    public long midstreamCommands;
    public long streams;
    public long xProtocol;
    public long tls;
    public long decrypted;
    public long tlsRefused;
    public long compressed;
    public long unrecognised;
    public long logins;
    public long failedLogins;
    public long unparsed;
    public long lostCommands;
}
