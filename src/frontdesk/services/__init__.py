"""The operations: one transaction a call, who may, who did."""
