package io.hydrophone.wire.source;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import io.hydrophone.core.ProblemException;
import java.util.regex.Pattern;

/** What a file that is no capture looks like, judged by its first bytes, so that its user can be told what to do. */
public enum FileKind {
    EMPTY("is empty", "(?s)\\z", "did the capture run, and was it ended with an interrupt? tcpdump -U writes at once"),
    GZIP("is compressed by gzip", "(?s)\\x1f\\x8b.*", "decompress it first: zcat FILE | hydrophone ... -"),
    ZSTD("is compressed by zstd", "(?s)\\x28\\xb5\\x2f\\xfd.*", "decompress it first: zstdcat FILE | hydrophone ... -"),
    XZ("is compressed by xz", "(?s)\\xfd7zXZ\\x00.*", "decompress it first: xzcat FILE | hydrophone ... -"),
    BZIP2("is compressed by bzip2", "(?s)BZh[1-9].*", "decompress it first: bzcat FILE | hydrophone ... -"),
    LZ4("is compressed by lz4", "(?s)\\x04\\x22\\x4d\\x18.*", "decompress it first: lz4 -dc FILE | hydrophone ... -"),
    ZIP("is a zip archive", "(?s)PK\\x03\\x04.*", "decompress it first: unzip -p FILE | hydrophone ... -"),
    TAR("is a tar archive", "(?s).{257}ustar.*", "take the capture out of it: tar -xOf FILE NAME | hydrophone ... -"),
    SNOOP("is a capture of snoop", "(?s)snoop\\x00.*", "convert it: editcap -F pcap FILE OUT"),
    NETMON("is a capture of Network Monitor", "(?s)GMBU.*", "convert it: editcap -F pcap FILE OUT"),
    BINLOG(
            "is a binary log of MySQL",
            "(?s)\\xfebin.*",
            "mysqlbinlog reads it; Hydrophone reads captures of the network"),
    SLOW_LOG(
            "is a slow query log",
            "(?s)(\\S+, Version: .*|# (Time|User@Host|Thread_id): .*|.{0,400}\\n# (Time|User@Host): .*)",
            "hydrophone digest reads it as a log"),
    GENERAL_LOG(
            "is a general query log",
            "(?s)(\\d{4}-\\d\\d-\\d\\dT\\S+|\\d{6} [ \\d]\\d:\\d\\d:\\d\\d)?\\s+\\d+ (Connect|Query|Init DB|Quit|Prepare)\\b.*",
            "hydrophone digest reads it as a log"),
    TCPDUMP_TEXT(
            "is what tcpdump prints, not what it captures",
            "(?s)(\\d{4}-\\d\\d-\\d\\d )?\\d\\d:\\d\\d:\\d\\d\\.\\d+ (\\S+ +(In|Out|[A-Z]+) +)?(IP6?|ARP|ethertype)\\b.*",
            "write the packets themselves: tcpdump -i DEVICE -s 0 -w FILE tcp port 3306"),
    HTML("is a web page", "(?is)\\s*<(!doctype html|html|head).*", "it may be the error page of a failed download"),
    JSON("is JSON", "(?s)\\s*[{\\[]\\s*[\"{\\]}].*", "give the capture it was made from"),
    TEXT(
            "is text",
            "[\\t\\n\\r\\x20-\\x7e\\x80-\\xff]+",
            "give a capture: tcpdump -i DEVICE -s 0 -w FILE tcp port 3306"),
    BINARY(
            "has no beginning of pcap or pcapng",
            "(?s).*",
            "give a capture: tcpdump -i DEVICE -s 0 -w FILE tcp port 3306");

    /** How many first bytes are enough to judge by. */
    public static final int ENOUGH = 512;

    private final String words;
    private final Pattern beginning;
    private final String action;

    FileKind(String words, String beginning, String action) {
        this.words = words;
        this.beginning = Pattern.compile(beginning);
        this.action = action;
    }

    /** Judges the first bytes of a file that is no capture, {@link #ENOUGH} of them or the whole file. */
    public static FileKind of(byte[] head) {
        String text = new String(head, ISO_8859_1);
        for (FileKind kind : values()) {
            if (kind.beginning.matcher(text).matches()) {
                return kind;
            }
        }
        return BINARY;
    }

    ProblemException problem(String name) {
        return new ProblemException("not-a-capture", words, name, action);
    }
}
