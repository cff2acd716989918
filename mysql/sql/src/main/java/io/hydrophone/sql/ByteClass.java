package io.hydrophone.sql;

/**
 * What a byte of SQL text begins, and its lower-case form. Every byte from 0x80 up counts as a letter: MySQL allows all
 * of U+0080 to U+FFFF in an unquoted name.
 */
final class ByteClass {
    static final byte OPERATOR = 0;
    static final byte SPACE = 1;
    /** Letters, {@code _}, {@code $} and all that is not ASCII. */
    static final byte LETTER = 2;

    static final byte DIGIT = 3;
    static final byte STRING = 4;
    static final byte BACKQUOTE = 5;
    static final byte DOT = 6;
    static final byte COMMA = 7;
    static final byte OPEN = 8;
    static final byte CLOSE = 9;
    static final byte SEMICOLON = 10;
    static final byte AT = 11;
    static final byte HASH = 12;
    static final byte SLASH = 13;
    static final byte MINUS = 14;
    static final byte PLUS = 15;
    static final byte PLACEHOLDER = 16;

    /** The class of each ASCII byte, as the character {@code 'A' + class}: one constant, cheaper to load than code. */
    private static final String ASCII = ""
            + "BBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBB" // control characters separate words, as in MySQL
            + "BAEMCAAEIJAPHOGN" // space ! " # $ % & ' ( ) * + , - . /
            + "DDDDDDDDDDAKAAAQ" // 0 to 9 : ; < = > ?
            + "LCCCCCCCCCCCCCCC" // @ A to O
            + "CCCCCCCCCCCAAAAC" // P to Z [ \ ] ^ _
            + "FCCCCCCCCCCCCCCC" // ` a to o
            + "CCCCCCCCCCCAAAAB"; // p to z { | } ~ DEL

    private static final byte[] CLASS = classes();
    private static final byte[] LOWER = lower();

    private ByteClass() {}

    static int of(byte b) {
        return CLASS[b & 0xff];
    }

    static byte lower(byte b) {
        return LOWER[b & 0xff];
    }

    /** Whether the byte may stand inside an unquoted name. */
    static boolean isWord(byte b) {
        int c = CLASS[b & 0xff];
        return c == LETTER || c == DIGIT;
    }

    static boolean isSpace(byte b) {
        return CLASS[b & 0xff] == SPACE;
    }

    static boolean isDigit(byte b) {
        return CLASS[b & 0xff] == DIGIT;
    }

    static boolean isHexDigit(byte b) {
        int c = LOWER[b & 0xff];
        return isDigit(b) || (c >= 'a' && c <= 'f');
    }

    private static byte[] classes() {
        byte[] table = new byte[256];
        for (int i = 0; i < 128; i++) {
            table[i] = (byte) (ASCII.charAt(i) - 'A');
        }
        java.util.Arrays.fill(table, 128, 256, LETTER);
        return table;
    }

    private static byte[] lower() {
        byte[] table = new byte[256];
        for (int i = 0; i < 256; i++) {
            table[i] = (byte) (i >= 'A' && i <= 'Z' ? i + 32 : i);
        }
        return table;
    }
}
