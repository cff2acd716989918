package io.hydrophone.wire.tls;

import java.security.GeneralSecurityException;
import java.util.EnumMap;
import java.util.Map;
import javax.crypto.Cipher;
import javax.crypto.Mac;

/** The JDK's ciphers, one of each kind for all connections of a thread: they are given their keys record by record. */
final class JdkCiphers {
    private final Map<CipherSuite.Bulk, Cipher> ciphers = new EnumMap<>(CipherSuite.Bulk.class);
    private final Map<HashFunction, Mac> macs = new EnumMap<>(HashFunction.class);

    Cipher cipher(CipherSuite.Bulk bulk) {
        return ciphers.computeIfAbsent(bulk, JdkCiphers::make);
    }

    Mac mac(HashFunction hash) {
        return macs.computeIfAbsent(hash, JdkCiphers::make);
    }

    private static Cipher make(CipherSuite.Bulk bulk) {
        try {
            return Cipher.getInstance(
                    switch (bulk) {
                        case AES_GCM -> "AES/GCM/NoPadding";
                        case CHACHA20_POLY1305 -> "ChaCha20-Poly1305";
                        case AES_CBC -> "AES/CBC/NoPadding";
                    });
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private static Mac make(HashFunction hash) {
        try {
            return Mac.getInstance("Hmac" + hash.label);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }
}
