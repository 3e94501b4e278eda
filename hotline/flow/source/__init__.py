"""How a coordinator's file becomes a document: lines of YAML → nodes → menus, cards and steps."""
