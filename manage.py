#!/usr/bin/env python
"""Django's commands, with this project's settings."""

import os
import sys

from django.core.management import execute_from_command_line

from trackdiplo.stack import with_room

if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "trackdiplo.settings")
    with_room(execute_from_command_line)(sys.argv)
