package io.hydrophone.http;

/**
 * Keeps a server of this machine to itself. A page of a foreign site can make a browser here ask 127.0.0.1 under a name
 * of that site (DNS rebinding) and read the answer; the Host header tells the name, so it has to be a local one.
 *
 * @param address a loopback one
 */
record LocalName(ListenAddress address) {
    /** Whether an Origin header (RFC 6454) names a page of this machine; no header comes from no page. */
    boolean isOrigin(String originHeader) {
        return originHeader == null || isNamedBy(originHeader.replaceFirst("^https?://", ""));
    }

    boolean isNamedBy(String hostHeader) {
        if (hostHeader == null) {
            return true; // HTTP/1.0; no browser does so.
        }
        int colon = hostHeader.endsWith("]") ? -1 : hostHeader.lastIndexOf(':');
        String name = colon < 0 ? hostHeader : hostHeader.substring(0, colon);
        return name.equalsIgnoreCase("localhost")
                || name.equalsIgnoreCase(address.host())
                || name.equals("[::1]")
                || name.matches("127(\\.[0-9]{1,3}){3}");
    }

    @Override
    public String toString() {
        return "localhost or " + address;
    }
}
