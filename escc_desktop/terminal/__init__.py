"""What is typed at the site: the demonstration, verification and proofreading of forms; it decides nothing itself."""
