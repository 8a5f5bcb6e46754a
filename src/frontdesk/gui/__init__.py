"""The screens. They decide nothing about visits."""
