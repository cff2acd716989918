package io.hydrophone.wire.source;

/** The numbers by which Linux tells a device's link layer ({@code ARPHRD_} in if_arp.h). */
final class DeviceType {
    static final int ETHERNET = 1;

    /** Has an Ethernet header, with zeros for addresses. */
    static final int LOOPBACK = 772;

    /** Without a link header: raw IP of modems, IP in IP, IPv6 tunnels, 6in4, and tun and WireGuard. */
    static final int[] RAW_IP = {519, 768, 769, 776, 65_534};

    private DeviceType() {}

    /** Null for a type that is not understood. */
    static LinkType link(int deviceType) {
        if (deviceType == ETHERNET || deviceType == LOOPBACK) {
            return LinkType.ETHERNET;
        }
        for (int type : RAW_IP) {
            if (type == deviceType) {
                return LinkType.RAW;
            }
        }
        return null;
    }
}
