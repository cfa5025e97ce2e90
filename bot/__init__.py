"""GoGlobal Advisor: dated, cited answers on going global through Hong Kong, in three scripts."""

__version__ = "0.1.0"
