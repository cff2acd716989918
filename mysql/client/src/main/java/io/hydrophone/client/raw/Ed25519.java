package io.hydrophone.client.raw;

import java.math.BigInteger;
import java.security.MessageDigest;
import java.util.Arrays;

/**
 * Signs as MariaDB's {@code client_ed25519} does: RFC 8032 with the password, of any length, in place of the secret's
 * 32 bytes, which is why the JDK's own cannot be used. One signature a login; it is not written to resist measurements
 * of its time.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc8032#section-5.1.6">RFC 8032</a>
 */
final class Ed25519 {
    private static final int BYTES = 32;
    private static final BigInteger P = BigInteger.TWO.pow(255).subtract(BigInteger.valueOf(19));
    private static final BigInteger ORDER =
            BigInteger.TWO.pow(252).add(new BigInteger("27742317777372353535851937790883648493"));
    private static final BigInteger D = BigInteger.valueOf(-121665)
            .multiply(BigInteger.valueOf(121666).modInverse(P))
            .mod(P);
    private static final Point ZERO = new Point(BigInteger.ZERO, BigInteger.ONE, BigInteger.ONE, BigInteger.ZERO);
    private static final Point BASE = Point.of(
            new BigInteger("15112221349535400772501151409588531511454012693041857206046113283949847762202"),
            new BigInteger("46316835694926478169428394003475163141307993866256225615783033603165251855960"));

    private Ed25519() {}

    /** A point of the curve in extended homogeneous coordinates: {@code x = X/Z, y = Y/Z, x*y = T/Z}. */
    private record Point(BigInteger x, BigInteger y, BigInteger z, BigInteger t) {
        static Point of(BigInteger x, BigInteger y) {
            return new Point(x, y, BigInteger.ONE, x.multiply(y).mod(P));
        }

        /** RFC 8032, section 5.1.4; complete, so that it doubles too. */
        Point plus(Point other) {
            BigInteger a = y.subtract(x).multiply(other.y.subtract(other.x)).mod(P);
            BigInteger b = y.add(x).multiply(other.y.add(other.x)).mod(P);
            BigInteger c = t.multiply(other.t).multiply(D).shiftLeft(1).mod(P);
            BigInteger d = z.multiply(other.z).shiftLeft(1).mod(P);
            BigInteger e = b.subtract(a);
            BigInteger f = d.subtract(c);
            BigInteger g = d.add(c);
            BigInteger h = b.add(a);
            return new Point(
                    e.multiply(f).mod(P),
                    g.multiply(h).mod(P),
                    f.multiply(g).mod(P),
                    e.multiply(h).mod(P));
        }

        Point times(BigInteger scalar) {
            Point sum = ZERO;
            for (int bit = scalar.bitLength() - 1; bit >= 0; bit--) {
                sum = sum.plus(sum);
                if (scalar.testBit(bit)) {
                    sum = sum.plus(this);
                }
            }
            return sum;
        }

        /** y in little endian, with the lowest bit of x in its highest. */
        byte[] encoded() {
            BigInteger inverse = z.modInverse(P);
            byte[] bytes = littleEndian(y.multiply(inverse).mod(P));
            if (x.multiply(inverse).mod(P).testBit(0)) {
                bytes[BYTES - 1] |= (byte) 0x80;
            }
            return bytes;
        }
    }

    /** The signature of a message: 64 bytes. */
    static byte[] sign(byte[] password, byte[] message) {
        MessageDigest sha512 = Scramble.digest("SHA-512");
        byte[] hash = sha512.digest(password);
        byte[] clamped = Arrays.copyOf(hash, BYTES);
        clamped[0] &= (byte) 0xf8;
        clamped[BYTES - 1] &= 0x7f;
        clamped[BYTES - 1] |= 0x40;
        BigInteger secret = number(clamped);
        sha512.update(hash, BYTES, BYTES);
        BigInteger nonce = number(sha512.digest(message)).mod(ORDER);
        byte[] commitment = BASE.times(nonce).encoded();
        sha512.update(commitment);
        sha512.update(BASE.times(secret).encoded());
        BigInteger challenge = number(sha512.digest(message));
        byte[] signature = Arrays.copyOf(commitment, 2 * BYTES);
        System.arraycopy(littleEndian(challenge.multiply(secret).add(nonce).mod(ORDER)), 0, signature, BYTES, BYTES);
        return signature;
    }

    private static BigInteger number(byte[] littleEndian) {
        return new BigInteger(1, reversed(littleEndian));
    }

    private static byte[] littleEndian(BigInteger number) {
        byte[] bytes = reversed(number.toByteArray());
        return Arrays.copyOf(bytes, BYTES); // a sign's zero, in front before, is behind now
    }

    private static byte[] reversed(byte[] bytes) {
        byte[] result = new byte[bytes.length];
        for (int i = 0; i < bytes.length; i++) {
            result[i] = bytes[bytes.length - 1 - i];
        }
        return result;
    }
}
