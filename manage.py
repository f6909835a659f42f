#!/usr/bin/env python
from wayfellow.config.command import main

if __name__ == "__main__":
    main()
