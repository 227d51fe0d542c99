"""What ``tradearchive`` prints: tables and pages of text for people, not for programs."""
