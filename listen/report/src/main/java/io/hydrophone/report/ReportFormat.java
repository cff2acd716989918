package io.hydrophone.report;

/** What a report says about itself. */
final class ReportFormat {
    static final String NAME = "hydrophone-report";

    /** The minor number grows when fields are added, the major one when an old reader would misunderstand the new. */
    static final String VERSION = "1.0";

    private ReportFormat() {}

    /** Whether this reader understands a version. */
    static boolean isRead(String version) {
        return version.startsWith(VERSION.substring(0, VERSION.indexOf('.') + 1));
    }
}
