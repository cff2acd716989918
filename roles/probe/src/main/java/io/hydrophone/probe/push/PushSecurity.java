package io.hydrophone.probe.push;

import java.nio.file.Path;

/**
 * How servers are trusted, and how they trust us.
 *
 * @param authorities PEM file of the certificates that sign those of the servers, or null for the ones that Java trusts
 * @param token sent as a bearer token, or null
 * @param insecure whether reports may go over ws:// to another machine
 * @param anyMaster whether a server may send the reports, and the token, to one that was not named before
 */
public record PushSecurity(Path authorities, BearerToken token, boolean insecure, boolean anyMaster) {
    /** wss:// to servers with a public certificate, ws:// within this machine, no token. */
    public static final PushSecurity DEFAULT = new PushSecurity(null, null, false, false);
}
