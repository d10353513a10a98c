"""The pure domain: facts, the fold that makes a case of them, rules, limits. No Qt, SQL, files, network, clock."""
