package io.hydrophone.bench.jmh;

import static java.nio.charset.StandardCharsets.UTF_8;

/** Texts to fingerprint: the shortest of sysbench, a longer one, and a row list. */
public enum Statement {
    POINT("SELECT c FROM sbtest1 WHERE id=12345"),
    RANGE("SELECT DISTINCT c FROM sbtest3 WHERE id BETWEEN 12501 AND 12600 ORDER BY c"),
    JOIN("select u.name, count(*) as n from `shop`.users u left join orders o on o.user_id = u.id /* page 7 */"
            + " where u.email like 'a%' and o.state in ('new', 'paid', 'sent') and o.total >= 12.50e3"
            + " group by u.name having n > 3 order by 2 desc limit 20"),
    ROWS("INSERT INTO events (id, kind, body) VALUES " + "(17, 'login', 'it''s a body\\n'), ".repeat(99)
            + "(18, 'logout', NULL)");

    private final String text;

    Statement(String text) {
        this.text = text;
    }

    /** As it is sent. */
    public byte[] bytes() {
        return text.getBytes(UTF_8);
    }
}
