package io.hydrophone.traffic.compare.report;

/** How a comparison is shown. */
public enum ReportFormat {
    /** For a terminal. */
    TEXT,
    /** One object, for programs. */
    JSON,
    /** A page that stands alone. */
    HTML
}
