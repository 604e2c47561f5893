/** The form designer: its canvas and its palette. */
import './form-canvas.js';
import './form-palette.js';
