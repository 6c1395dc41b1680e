"""The admin of interviews. What is confidential stands in `coding.admin`."""

import interviews.coding.admin  # noqa: F401 - so that the admin knows it
